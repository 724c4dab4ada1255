using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Sessions;

namespace OrleansSync.PowerShell.Tests.Running;

/// <summary>Runs cmdlets as a pipeline does: binds parameters by name and by the properties of what is piped, then processes object after object.</summary>
internal static class Cmdlets
{
    /// <summary>Runs a cmdlet.</summary>
    /// <param name="session">The session of the runspace.</param>
    /// <param name="parameters">An object whose properties are parameters; switches are true.</param>
    /// <param name="piped">What comes by the pipeline.</param>
    public static CommandResult Run<T>(OSyncSession? session, object? parameters = null, params object[] piped)
        where T : OSyncCommand, new() => On<T>(parameters, (result, bound) => new TestHost(result, bound) { Session = session }, prepare: null, piped);

    /// <summary>Runs a cmdlet with -WhatIf.</summary>
    public static CommandResult WhatIf<T>(OSyncSession? session, object? parameters = null, params object[] piped)
        where T : OSyncCommand, new() => On<T>(parameters, (result, bound) => new TestHost(result, bound) { Session = session, IsWhatIf = true }, prepare: null, piped);

    /// <summary>Runs a cmdlet on a host of the caller's.</summary>
    public static CommandResult On<T>(object? parameters, Func<CommandResult, IReadOnlyDictionary<string, object?>, TestHost> makeHost, Action<T>? prepare = null, params object[] piped)
        where T : OSyncCommand, new()
    {
        var result = new CommandResult();
        var bound = (parameters?.GetType().GetProperties() ?? []).ToDictionary(property => property.Name, property => property.GetValue(parameters), StringComparer.Ordinal);
        var host = makeHost(result, bound);
        using var command = new T { World = host };
        prepare?.Invoke(command);
        foreach (var (name, value) in bound)
        {
            Set(command, Property(typeof(T), name), value);
        }

        try
        {
            foreach (var item in piped.Length > 0 ? piped : [null!]) // Without a pipeline there is one round.
            {
                host.Piped.Clear();
                if (item is not null)
                {
                    Bind(command, host, bound, item);
                }

                command.Process();
            }

            (command as ParkedRows.ParkedRowCommand)?.End();
        }
        catch (TerminatedException)
        {
            // Noted in the result.
        }

        return result;
    }

    private static void Bind(OSyncCommand command, TestHost host, Dictionary<string, object?> bound, object item)
    {
        foreach (var property in command.GetType().GetProperties().Where(property => !bound.ContainsKey(property.Name) && TakesProperties(property)))
        {
            var source = Names(property).Select(name => item.GetType().GetProperty(name, BindingFlags.IgnoreCase | BindingFlags.Instance | BindingFlags.Public)).FirstOrDefault(found => found is not null);
            if (source is not null)
            {
                var value = source.GetValue(item);
                Set(command, property, value);
                host.Piped[property.Name] = value;
            }
        }
    }

    private static bool TakesProperties(PropertyInfo property) => property.GetCustomAttributesData()
        .Any(data => data.AttributeType == typeof(ParameterAttribute) && data.NamedArguments.Any(argument => argument is { MemberName: "ValueFromPipelineByPropertyName", TypedValue.Value: true }));

    private static IEnumerable<string> Names(PropertyInfo property) => property.GetCustomAttributesData()
        .Where(data => data.AttributeType == typeof(AliasAttribute))
        .SelectMany(data => (IEnumerable<CustomAttributeTypedArgument>)data.ConstructorArguments[0].Value!) // An array of names.
        .Select(argument => (string)argument.Value!)
        .Prepend(property.Name);

    private static PropertyInfo Property(Type type, string name) => type.GetProperty(name) ?? throw new InvalidOperationException($"{type.Name} has no parameter {name}.");

    private static void Set(OSyncCommand command, PropertyInfo property, object? value)
    {
        if (property.PropertyType == typeof(SwitchParameter))
        {
            return; // The host knows.
        }

        property.SetValue(command, Convert(value, property.PropertyType));
    }

    private static object? Convert(object? value, Type type)
    {
        var inner = Nullable.GetUnderlyingType(type) ?? type;
        switch (value)
        {
            case null:
                return type.IsValueType && Nullable.GetUnderlyingType(type) is null ? throw new InvalidOperationException($"Null is no {type.Name}.") : null;
            case var same when inner.IsInstanceOfType(same):
                return same;
            case string text when inner.IsEnum:
                return Enum.Parse(inner, text, ignoreCase: true);
            case string text when inner == typeof(TimeSpan):
                return TimeSpan.Parse(text, CultureInfo.InvariantCulture);
            case IEnumerable many when inner.IsArray && value is not string:
                var items = many.Cast<object>().ToArray();
                var array = Array.CreateInstance(inner.GetElementType()!, items.Length); // An array has one.
                items.CopyTo(array, 0);
                return array;
            case var one when inner.IsArray:
                var single = Array.CreateInstance(inner.GetElementType()!, 1);
                single.SetValue(one, 0);
                return single;
            default:
                return System.Convert.ChangeType(value, inner, CultureInfo.InvariantCulture);
        }
    }
}
