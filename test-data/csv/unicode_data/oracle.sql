SELECT * REPLACE (mirrored = 'Y' AS mirrored)
FROM read_csv('{file}', header = false, auto_detect = false, delim = ';', quote = '',
  columns = {code_point: 'VARCHAR', name: 'VARCHAR', category: 'VARCHAR', combining_class: 'INTEGER', bidi_class: 'VARCHAR', decomposition: 'VARCHAR', decimal_value: 'INTEGER', digit_value: 'INTEGER', numeric_value: 'VARCHAR', mirrored: 'VARCHAR', unicode_1_name: 'VARCHAR', iso_comment: 'VARCHAR', upper_case: 'VARCHAR', lower_case: 'VARCHAR', title_case: 'VARCHAR'})
