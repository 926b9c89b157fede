s/^  oxide:/  ore: {unit: g}\n  oxide:/
