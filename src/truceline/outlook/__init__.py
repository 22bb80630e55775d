"""Whether a truce changed anything, and what comes next: tested comparisons and scored forecasts."""
