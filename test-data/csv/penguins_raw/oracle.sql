SELECT * REPLACE (clutch_completion = 'Yes' AS clutch_completion)
FROM read_csv('{file}', header = true, auto_detect = false, delim = ',', quote = '"', nullstr = ['', 'NA'],
  columns = {study: 'VARCHAR', sample_number: 'INTEGER', species: 'VARCHAR', region: 'VARCHAR', island: 'VARCHAR',
    stage: 'VARCHAR', individual_id: 'VARCHAR', clutch_completion: 'VARCHAR', date_egg: 'DATE',
    culmen_length_mm: 'DECIMAL(4,1)', culmen_depth_mm: 'DECIMAL(4,1)', flipper_length_mm: 'INTEGER',
    body_mass_g: 'INTEGER', sex: 'VARCHAR', delta_15_n: 'DOUBLE', delta_13_c: 'DOUBLE', comments: 'VARCHAR'})
