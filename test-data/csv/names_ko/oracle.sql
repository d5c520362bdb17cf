-- encoding: x-windows-949
SELECT * FROM read_csv('{file}', header = true, auto_detect = false, delim = ',', quote = '"', new_line = '\r\n',
  columns = {kind: 'VARCHAR', code: 'VARCHAR', name_ko: 'VARCHAR', name_en: 'VARCHAR'})
