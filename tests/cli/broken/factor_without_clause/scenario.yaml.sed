s/^    validity: 6 months/    validity: 6 months\n    clause_met: 2/
