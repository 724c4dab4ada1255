using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Hashing;

namespace OrleansSync.Bench.Ledger;

/// <summary>What the entries of one measurement are made of; the same numbers give the same entries.</summary>
internal sealed record Shape(string Name, int Rows, bool KeepsRowKey, bool IsTextKey, bool KeepsBase, double? LimitMegabytes, bool IsShuffledToo = false)
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public SyncDefinitionId Definition { get; } = new(new Guid("aaaaaaaa-0000-7000-8000-000000000001"));

    public static RowKey RowKeyOf(Shape shape, int number) => shape.IsTextKey
        ? new RowKey(KeyPart.Of($"DE-{number % 97:00}-{number % 1013:0000}"), KeyPart.Of(new string((char)('A' + (number % 26)), 12)), KeyPart.Of(number))
        : new RowKey(KeyPart.Of((decimal)(10_000_000L + number)));

    public SyncKey KeyOf(int number) => SyncKey.Of(Definition, RowKeyOf(this, number));

    /// <summary>A create that is about to be sent.</summary>
    public LedgerEntry Reserved(int number) => Live(number, 0) with { State = LedgerState.Reserved, Item = null, ETag = null, ItemHash = null, Base = null };

    /// <summary>The pair after its create (round 0), or after its n-th update. Hashes and item GUIDs are as random as real ones.</summary>
    public LedgerEntry Live(int number, int round)
    {
        var (key, rowKey) = (KeyOf(number), RowKeyOf(this, number));
        return new LedgerEntry
        {
            Definition = Definition,
            Key = key,
            RowKey = KeepsRowKey ? rowKey : null,
            State = LedgerState.Live,
            Provenance = Provenance.Push,
            List = new ListId(1),
            Item = number,
            RowHash = Mix(key, (ulong)(2 * round) + 1),
            ItemHash = Mix(key, (ulong)(2 * round) + 2),
            ETag = new ETag($"\"{new Guid(Mix(key, 0).ToBytes()):D},{round + 1}\""),
            Base = KeepsBase ? BaseOf(number) : null,
            CreatedAt = Start.AddMicroseconds(number * 1000L),
            ChangedAt = Start.AddDays(round).AddMicroseconds(number * 1000L),
        };
    }

    private static RowHash Mix(SyncKey key, ulong salt) => new(Scramble(key.High + salt), Scramble(key.Low ^ salt));

    private static ulong Scramble(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }

    private static Row BaseOf(int number) => Row.Of(new KeyValuePair<string, Value>[]
    {
        new("Title", new TextValue($"Order {number} of Example Ltd")),
        new("Customer", new TextValue($"Customer {number % 7919}")),
        new("Street", new TextValue($"{number % 211} High Street")),
        new("City", new TextValue("Springfield")),
        new("Amount", new NumberValue(number / 7m)),
        new("Quantity", new NumberValue(number % 13)),
        new("Ordered", new InstantValue(1_700_000_000 + number)),
        new("Due", new DateValue(new DateOnly(2026, 1, 1).AddDays(number % 365))),
        new("Paid", BooleanValue.Of(number % 2 == 0)),
        new("Status", new ChoicesValue(["Open", "Urgent"])),
    });
}
