using System.Buffers.Binary;
using FsCheck.Fluent;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Tests.Values;
using OrleansSync.Engine.Values.Postgres;

namespace OrleansSync.Engine.Tests.Keys;

public sealed class PostgresKeyHasherTests
{
    private static readonly SyncDefinitionId Definition = new(new Guid("aaaaaaaa-0000-7000-8000-000000000001"));
    private static readonly PostgresType[] Types = [.. new uint[] { 16, 17, 19, 20, 21, 23, 25, 1042, 1043, 1082, 1114, 1184, 1700, 2950 }.Select(oid => PostgresType.Of(oid))];

    [Fact]
    public void TryHash_AnyBytes_AreTheKeyThatIsReadFromThem() =>
        Properties.ForAll(
            from type in Gen.Elements(Types)
            from length in Gen.Elements(0, 1, 2, 4, 8, 10, 16)
            from bytes in Gen.Frequency((3, Gen.Choose(32, 126)), (1, Gen.Choose(0, 255))).Select(number => (byte)number).ArrayOf(length)
            select (type, bytes),
            given => AssertAsRead([given.type], [given.bytes]),
            20_000);

    [Fact]
    public void TryHash_SeveralColumns_AreTheKeyThatIsReadFromThem() =>
        AssertAsRead([PostgresType.Of(20), PostgresType.Of(2950), PostgresType.Of(25)], [[255, 255, 255, 255, 255, 255, 255, 254], [.. Enumerable.Range(0, 16).Select(number => (byte)number)], "Zoë"u8.ToArray()]);

    private static void AssertAsRead(PostgresType[] types, byte[][] contents)
    {
        var columns = types.Select((type, index) => new KeyColumn($"k{index}", type, IsNullable: false)).ToList();
        var (plan, _) = KeyPlan.Make(new KeyChoice(KeyStrategy.PrimaryKey, "", []), columns, [new TableConstraint("pk", IsPrimaryKey: true, [.. columns.Select(column => column.Name)])]);
        var parts = new List<KeyPart>();
        var isReadable = types.Zip(contents).All(cell =>
        {
            var read = KeyReading.TryReadBinary(cell.First, cell.Second, out var part, out _);
            parts.Add(part);
            return read;
        });
        var cells = new PostgresCells([.. contents.SelectMany(Cell)]);

        Assert.Equal(isReadable, new PostgresKeyHasher(Definition, plan!).TryHash(ref cells, out var key)); // The key is a usable one.
        Assert.Equal(isReadable ? SyncKey.Of(Definition, new RowKey([.. parts])) : default, key);
    }

    private static byte[] Cell(byte[] content)
    {
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        return [.. length, .. content];
    }
}
