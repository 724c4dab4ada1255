using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Engine.Budgets;

/// <summary>
/// Who asked and did not get all: units are kept for them, so that who asks most often does not get most. A more urgent claim is kept whole;
/// among equals everyone may have an equal part of the minute, and what the others leave of theirs.
/// </summary>
internal sealed class BudgetClaims
{
    private const int UnitsMax = 1_000_000;
    private readonly Dictionary<(SyncDefinitionId Definition, BudgetPriority Priority), Claim> claims = [];

    /// <summary>How many definitions wait for units.</summary>
    public int Count => claims.Where(claim => claim.Value.Last > 0).Select(claim => claim.Key.Definition).Distinct().Count();

    /// <summary>Notes what was refused. Refusals add up, as a measure of how much would be used.</summary>
    public void Add(SyncDefinitionId definition, BudgetPriority priority, int refused, DateTimeOffset until)
    {
        var earlier = claims.GetValueOrDefault((definition, priority)).Units;
        claims[(definition, priority)] = new(refused, Math.Min(earlier + refused, UnitsMax), until);
    }

    /// <summary>Notes a grant.</summary>
    public void Settle(SyncDefinitionId definition, BudgetPriority priority, int granted)
    {
        if (claims.TryGetValue((definition, priority), out var claim))
        {
            claims[(definition, priority)] = claim with { Last = Math.Max(0, claim.Last - granted), Units = Math.Max(0, claim.Units - granted) };
        }
    }

    /// <summary>Drops the claims of those that did not ask again.</summary>
    public void Forget(DateTimeOffset now)
    {
        foreach (var key in claims.Where(claim => claim.Value.Until <= now).Select(claim => claim.Key).ToList())
        {
            claims.Remove(key);
        }
    }

    /// <summary>What of the units that are left a definition may have.</summary>
    public int Grantable(SyncDefinitionId definition, BudgetPriority priority, int left, int perMinute, Func<SyncDefinitionId, int> usedBy)
    {
        var urgent = 0;
        var equals = new List<(SyncDefinitionId Definition, int Units)>();
        foreach (var ((claimant, claimed), claim) in claims)
        {
            if (claimant != definition && claimed < priority)
            {
                urgent += claim.Last;
            }
            else if (claimant != definition && claimed == priority)
            {
                equals.Add((claimant, claim.Units));
            }
        }

        left -= urgent;
        var part = perMinute / (equals.Count + 1);
        var kept = equals.Sum(other => Math.Clamp(part - usedBy(other.Definition), 0, other.Units));
        return Math.Max(left - kept, Math.Min(left, part - usedBy(definition)));
    }

    private readonly record struct Claim(int Last, int Units, DateTimeOffset Until);
}
