"""Many cases under the same rules: the courts' public case data, counted; and caseloads of claims, under the law."""
