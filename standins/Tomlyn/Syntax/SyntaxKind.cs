namespace Tomlyn.Syntax;

/// <summary>What a node is.</summary>
public enum SyntaxKind
{
    Array,
    ArrayItem,
    BasicKey,
    Boolean,
    OffsetDateTimeByZ,
    OffsetDateTimeByNumber,
    LocalDateTime,
    LocalDate,
    LocalTime,
    Document,
    DottedKeyItem,
    Float,
    InlineTable,
    Integer,
    Key,
    KeyValue,
    List,
    String,
    Table,
    TableArray,
    Token,
}
