"""Texts of any kind come in, findings go out: where copywriters, integrators and CI meet the pressure lint."""
