SELECT * FROM read_json('{file}', format = 'newline_delimited',
  columns = {id: 'VARCHAR', type: 'VARCHAR',
    properties: 'STRUCT(mag DOUBLE, place VARCHAR, "time" BIGINT, updated BIGINT, tz INTEGER, url VARCHAR, detail VARCHAR, felt INTEGER, cdi DOUBLE, mmi DOUBLE, alert VARCHAR, status VARCHAR, tsunami INTEGER, sig INTEGER, net VARCHAR, code VARCHAR, ids VARCHAR, sources VARCHAR, types VARCHAR, nst INTEGER, dmin DOUBLE, rms DOUBLE, gap DOUBLE, "magType" VARCHAR, "type" VARCHAR, title VARCHAR)',
    geometry: 'STRUCT("type" VARCHAR, coordinates DOUBLE[])'})
