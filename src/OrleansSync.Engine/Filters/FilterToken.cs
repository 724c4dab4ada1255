using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace OrleansSync.Engine.Filters;

/// <summary>One part of a filter and where it starts.</summary>
internal readonly record struct FilterToken(FilterTokenKind Kind, string Text, int Position)
{
    /// <summary>The parts of a filter, the last of which is the end; or what is wrong with it.</summary>
    public static (ImmutableArray<FilterToken> Tokens, string? Problem) Read(string text)
    {
        var tokens = ImmutableArray.CreateBuilder<FilterToken>();
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var (token, next) = ReadOne(text, at);
            if (token is not { } found)
            {
                return ([], string.Create(CultureInfo.InvariantCulture, $"does not parse at character {at + 1}: {(text[at] == '"' ? "the text that begins here has no closing quote" : "expected a field, an operator or a value")}."));
            }

            tokens.Add(found);
            at = next;
        }

        tokens.Add(new FilterToken(FilterTokenKind.End, "", text.Length));
        return (tokens.ToImmutable(), null);
    }

    /// <summary>Says what stands here instead of what was expected. The words of the filter are the caller's own, but are not repeated.</summary>
    public string Problem(string expected, IEnumerable<string> choices) => string.Create(
        CultureInfo.InvariantCulture,
        $"does not parse at character {Position + 1}{(Kind == FilterTokenKind.End ? " (its end)" : "")}: expected {expected}: {string.Join(", ", choices)}.");

    private static (FilterToken? Token, int Next) ReadOne(string text, int at)
    {
        switch (text[at])
        {
            case '"':
                return ReadText(text, at);
            case '=' or ':':
                return (new FilterToken(FilterTokenKind.Operator, text[at].ToString(), at), at + 1);
            case '!' when at + 1 < text.Length && text[at + 1] == '=':
                return (new FilterToken(FilterTokenKind.Operator, "!=", at), at + 2);
        }

        var end = at;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '.' or '-'))
        {
            end++;
        }

        return end == at ? (null, at) : (new FilterToken(FilterTokenKind.Word, text[at..end], at), end);
    }

    private static (FilterToken? Token, int Next) ReadText(string text, int at)
    {
        var content = new StringBuilder();
        for (var next = at + 1; next < text.Length; next++)
        {
            switch (text[next])
            {
                case '"':
                    return (new FilterToken(FilterTokenKind.Text, content.ToString(), at), next + 1);
                case '\\' when next + 1 < text.Length:
                    content.Append(text[++next]);
                    break;
                default:
                    content.Append(text[next]);
                    break;
            }
        }

        return (null, at);
    }
}
