"""What a person does with the result: readiness, points, questions, plan."""
