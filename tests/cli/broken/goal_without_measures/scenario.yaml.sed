/measures: \[tariff-34\]/d
