package it;

public final class Driver {}
