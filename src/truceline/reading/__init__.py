"""Reading: report text into proposed claims, each resting on its words; offline and explainable."""
