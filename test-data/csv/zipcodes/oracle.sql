SELECT * FROM read_csv('{file}', header = true, auto_detect = false, delim = ',', quote = '"',
  columns = {zip_code: 'VARCHAR', latitude: 'DECIMAL(9,6)', longitude: 'DECIMAL(9,6)', city: 'VARCHAR',
    state: 'VARCHAR', county: 'VARCHAR'})
