s/^    validity: 6 months/    validity: 6 months\n    refile_p90: 5 working days/
