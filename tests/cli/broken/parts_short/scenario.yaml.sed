s/^agreements:/  ten:\
    {title: ten points, kind: tariff, by: US, on: CN, rate: 10 %, part_of: tariff-34, source: x, known_from: 2025-04-02}\
  twenty:\
    {title: twenty points, kind: tariff, by: US, on: CN, rate: 20 %, part_of: tariff-34, source: x, known_from: 2025-04-02}\
\
agreements:/
