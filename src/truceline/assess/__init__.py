"""Pure: agreement + claims + frame -> assessment, each status with its proof."""
