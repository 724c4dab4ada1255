namespace OrleansSync.Engine.Push;

/// <summary>Settles reserved creates. Pure.</summary>
public static class CreateSettlement
{
    /// <summary>The next step.</summary>
    /// <param name="found">How many items of the list have the row's key; null when nobody has looked yet.</param>
    /// <param name="wasRefused">True when the list has refused a create of this key as taken since the reservation.</param>
    /// <param name="lookUpIsComplete">False when the key's column is not indexed, so that an empty answer proves nothing (filters have answered 200 with no rows).</param>
    /// <param name="mayBeUnderWay">True while a request of this create may still have its effect. An item made by it after ours was made and deleted would come back from the dead, so nothing is created before.</param>
    /// <param name="deltaIsComplete">True when the whole delta since the link saved before the reservation was read, and <paramref name="found"/> counts what it showed.</param>
    public static CreateStep Next(int? found, bool wasRefused, bool lookUpIsComplete, bool mayBeUnderWay, bool deltaIsComplete) => found switch
    {
        null => CreateStep.LookUp,
        1 => CreateStep.Adopt,
        > 1 => CreateStep.Park,

        _ when mayBeUnderWay => CreateStep.WaitForRequest,

        // Refused as taken, and yet in neither place: an item that we may not see. No create can succeed.
        _ when wasRefused => deltaIsComplete ? CreateStep.Park : CreateStep.WaitForDelta,
        _ => lookUpIsComplete || deltaIsComplete ? CreateStep.Create : CreateStep.WaitForDelta,
    };
}
