"""Times: the words of a report that say when, set on the calendar from the day it was published."""
