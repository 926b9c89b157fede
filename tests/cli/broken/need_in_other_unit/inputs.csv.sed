s/1.2 kg.piece/1.2 piece\/piece/
