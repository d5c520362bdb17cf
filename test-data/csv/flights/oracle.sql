SELECT * FROM read_csv('{file}', header = true, auto_detect = false, delim = ',', quote = '"', nullstr = ['', 'NA'],
  columns = {year: 'INTEGER', month: 'INTEGER', day: 'INTEGER', dep_time: 'INTEGER', sched_dep_time: 'INTEGER',
    dep_delay: 'INTEGER', arr_time: 'INTEGER', sched_arr_time: 'INTEGER', arr_delay: 'INTEGER', carrier: 'VARCHAR',
    flight: 'INTEGER', tailnum: 'VARCHAR', origin: 'VARCHAR', dest: 'VARCHAR', air_time: 'INTEGER',
    distance: 'INTEGER', hour: 'INTEGER', minute: 'INTEGER', time_hour: 'TIMESTAMPTZ'})
