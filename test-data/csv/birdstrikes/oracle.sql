SELECT * FROM read_csv('{file}', header = true, auto_detect = false, delim = ',', quote = '"',
  columns = {airport: 'VARCHAR', aircraft: 'VARCHAR', damage: 'VARCHAR', flight_date: 'DATE', operator: 'VARCHAR',
    origin_state: 'VARCHAR', phase: 'VARCHAR', wildlife_size: 'VARCHAR', species: 'VARCHAR', time_of_day: 'VARCHAR',
    cost_other: 'DECIMAL(12,2)', cost_repair: 'DECIMAL(12,2)', cost_total: 'DECIMAL(12,2)', speed_knots: 'INTEGER'})
