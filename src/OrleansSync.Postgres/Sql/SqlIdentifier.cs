namespace OrleansSync.Postgres.Sql;

/// <summary>Writes names into SQL; no other place does.</summary>
internal static class SqlIdentifier
{
    /// <summary>The name as PostgreSQL reads it back unchanged, whatever characters it has.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
