"""How the pipeline in analysis/model was made: `python -m analysis.training --corpora DIR`. Nothing else needs this."""
