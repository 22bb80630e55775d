"""The pure ground floor: instants, frames, findings, degrees, confidence, quantities, digests."""
