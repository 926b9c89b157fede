s/report,plan/report,plans/
