using Npgsql;
using OrleansSync.Engine.Parking;

namespace OrleansSync.Postgres.Tables;

/// <summary>Tells a refusal of one row from trouble with the table, the session or the server.</summary>
internal static class RefusedRow
{
    // Transactions, sessions, rights, names, resources, administrators and the server itself; everything else a row can cause,
    // a trigger's own codes among them.
    private static readonly string[] NotOfRows = ["08", "0B", "25", "26", "28", "2D", "34", "3B", "3D", "3F", "40", "42", "53", "55", "57", "58", "72", "F0", "HV", "XX"];

    /// <summary>True when another row might have passed.</summary>
    public static bool Is(PostgresException exception) => !NotOfRows.Any(state => exception.SqlState.StartsWith(state, StringComparison.Ordinal));

    /// <summary>The reason to park it.</summary>
    public static ParkReason ReasonOf(PostgresException exception) => exception.SqlState.StartsWith("22", StringComparison.Ordinal)
        ? ParkReason.ValueRefused
        : ParkReason.WriteRefused;
}
