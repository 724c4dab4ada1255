namespace OrleansSync.Engine.Tables;

/// <summary>How a row, or its absence, was learnt.</summary>
public enum RowReading
{
    /// <summary>From change capture: true when it was written, perhaps not any more; may lack unchanged values.</summary>
    Captured,

    /// <summary>Read from the table itself, on the primary: current and whole. An absent row was asked for by its key.</summary>
    Read,
}
