namespace OrleansSync.Engine.Mapping;

/// <summary>Which way a field goes. The numbers are stored and never change.</summary>
public enum MappingDirection
{
    /// <summary>Both ways.</summary>
    Both = 0,

    /// <summary>From the table to the list only.</summary>
    PushOnly = 1,

    /// <summary>From the list to the table only.</summary>
    PullOnly = 2,
}
