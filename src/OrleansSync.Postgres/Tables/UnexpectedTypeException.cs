namespace OrleansSync.Postgres.Tables;

/// <summary>A column came with another type than was described; caught by <see cref="TableDatabase"/>, which finds out which.</summary>
internal sealed class UnexpectedTypeException() : Exception("A column came with another type than was described.");
