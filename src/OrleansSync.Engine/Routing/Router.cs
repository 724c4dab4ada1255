using System.Collections.Immutable;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Expressions;
using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Routing;

/// <summary>A routing plan that was checked, ready to be asked for many rows. The first rule that is true wins; neither false nor null is.</summary>
public sealed class Router
{
    /// <summary>Most rules in one plan.</summary>
    public const int RulesMax = 100;

    private static readonly RoutingResult Nowhere = new RoutingResult.NoList();

    private readonly ImmutableArray<(Expression When, RoutingResult Match)> rules;
    private readonly RoutingResult otherwise;

    private Router(ImmutableArray<(Expression When, RoutingResult Match)> rules, int? list)
    {
        this.rules = rules;
        otherwise = list is { } given ? new RoutingResult.Default(given) : Nowhere;
        Columns = [.. rules.SelectMany(rule => rule.When.Columns).Distinct().Order()];
    }

    /// <summary>The ordinals of the columns that any rule reads, in their order.</summary>
    public ImmutableArray<int> Columns { get; }

    /// <summary>Checks a plan when it is saved.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="columns">The columns of the table.</param>
    /// <param name="lists">How many lists the definition has.</param>
    /// <param name="path">The path of the plan's fields as callers know it; rules are <c>targets[n]</c> under it.</param>
    /// <returns>The router, or everything that is wrong with the plan.</returns>
    public static (Router? Router, ImmutableArray<FieldViolation> Violations) Compile(RoutingPlan plan, ExpressionColumns columns, int lists, string path = "")
    {
        var violations = ImmutableArray.CreateBuilder<FieldViolation>();
        if (plan.Rules.Length > RulesMax)
        {
            violations.Add(new($"{path}targets", $"has more than {RulesMax} rules; let a view compute a column that says where rows belong."));
            return (null, violations.ToImmutable());
        }

        var (rules, seen) = (ImmutableArray.CreateBuilder<(Expression, RoutingResult)>(), new Dictionary<string, int>(StringComparer.Ordinal));
        int? always = null;
        for (var index = 0; index < plan.Rules.Length; index++)
        {
            var (rule, field) = (plan.Rules[index], $"{path}targets[{index}]");
            if (!IsList(rule.List))
            {
                violations.Add(new($"{field}.list", "is not one of the definition's lists."));
            }

            var (when, problems) = Expression.CompileCondition(rule.When, columns);
            violations.AddRange(problems.Select(problem => problem.ToViolation($"{field}.when")));
            if (when is null)
            {
                continue;
            }

            if (Useless(when, always, seen) is { } problem)
            {
                violations.Add(new($"{field}.when", problem));
            }

            always ??= when.IsAlwaysTrue ? index : null;
            seen.TryAdd(when.Text, index);
            rules.Add((when, new RoutingResult.Match(index, rule.List)));
        }

        if (plan.Default is { } list && !IsList(list))
        {
            violations.Add(new($"{path}default", "is not one of the definition's lists."));
        }

        return violations.Count > 0 ? (null, violations.ToImmutable()) : (new Router(rules.ToImmutable(), plan.Default), []);

        bool IsList(int ordinal) => ordinal >= 0 && ordinal < lists;
    }

    /// <summary>Where a row belongs, whose values are in the order of the columns that the plan was checked with.</summary>
    public RoutingResult Route(ReadOnlySpan<Value> row)
    {
        for (var index = 0; index < rules.Length; index++)
        {
            var result = rules[index].When.Evaluate(row);
            if (result.IsTrue)
            {
                return rules[index].Match;
            }

            if (result.Status != EvaluationStatus.Done)
            {
                return result.Failure is { } reason ? new RoutingResult.Failed(index, reason) : new RoutingResult.Unknown(index);
            }
        }

        return otherwise;
    }

    private static string? Useless(Expression when, int? always, Dictionary<string, int> seen) =>
        always is { } earlier ? $"is never reached: targets[{earlier}] matches every row; move it to the end, or make it the default."
        : when.IsNeverTrue ? "is true for no row; take the rule out, or mend the condition."
        : seen.TryGetValue(when.Text, out var same) ? $"is never reached: targets[{same}] has the same condition."
        : null;
}
