SELECT * FROM read_json('{file}', format = 'newline_delimited',
  columns = {emoji: 'VARCHAR', hexcode: 'VARCHAR', label: 'VARCHAR', tags: 'VARCHAR[]', text: 'VARCHAR',
    type: 'INTEGER', "order": 'INTEGER', "group": 'INTEGER', subgroup: 'INTEGER', version: 'DECIMAL(3,1)',
    gender: 'INTEGER',
    skins: 'STRUCT("label" VARCHAR, hexcode VARCHAR, emoji VARCHAR, "type" INTEGER, "order" INTEGER, "group" INTEGER, subgroup INTEGER, gender INTEGER)[]'})
