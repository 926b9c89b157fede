s/^  oxide:/  swarf: {unit: g}\n  oxide:/
