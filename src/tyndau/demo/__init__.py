"""The demo corpus: synthetic posts with a planted truth, so that anybody can try Tyndau and see how often it errs."""
