"""Who acts: parties by any of their names, states by their people, bodies, people, nobody named."""
