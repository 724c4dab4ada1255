using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace OrleansSync.Server.Tests.Catalog;

/// <summary>Bad values for every field of a message that callers give, by the field's type.</summary>
internal static class BadInput
{
    private const string UnknownId = "0198c5f2-6a10-7c3e-9d4b-2f1e8a7b6c5d";

    /// <summary>Each field with a value that no field of its type may take; fields that take any text of a kind are told apart by <paramref name="anyText"/>.</summary>
    /// <param name="good">A message that would be taken.</param>
    /// <param name="given">Names of the fields that the server gives.</param>
    /// <param name="anyText">Names of fields that may be empty, or hold any characters.</param>
    public static IEnumerable<(string Field, string What, IMessage Message)> Of(IMessage good, IReadOnlySet<string> given, params string[] anyText)
    {
        foreach (var field in good.Descriptor.Fields.InDeclarationOrder().Where(field => !given.Contains(field.Name) && !field.IsRepeated && field.FieldType != FieldType.Message))
        {
            foreach (var (what, value) in BadValues(field, anyText.Contains(field.Name)))
            {
                var bad = field.ContainingType.Parser.ParseFrom(good.ToByteString());
                field.Accessor.SetValue(bad, value);
                yield return (field.Name, what, bad);
            }
        }
    }

    private static IEnumerable<(string What, object Value)> BadValues(FieldDescriptor field, bool anyText)
    {
        switch (field.FieldType)
        {
            case FieldType.String when field.Name.EndsWith("_id", StringComparison.Ordinal):
                yield return ("missing", "");
                yield return ("of a wrong form", "{" + UnknownId + "}");
                yield return ("that injects", "' or 1=1; --");
                break;
            case FieldType.String:
                if (!anyText)
                {
                    yield return ("missing", "");
                }

                yield return ("too long", new string('x', 100_000));
                yield return ("with a control character", "a\u0000b");
                yield return ("with an escape sequence", "a\u001b[31mb");
                break;
            case FieldType.Enum:
                yield return ("unknown", 99);
                break;
            case FieldType.Int32:
                yield return ("negative", -1);
                yield return ("too large", int.MaxValue);
                break;
        }
    }
}
