"""The demonstration: a sample shop, simulated shoppers, a mailbox and a clock that can be moved. The engine is the real one."""
