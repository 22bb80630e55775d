"""The back-test of forecasts on two real wars: what they would have said, beside what came."""
