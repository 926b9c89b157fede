s/report: yes/report: maybe/
