namespace Orleans;

/// <summary>Checks the configuration before a silo starts.</summary>
public interface IConfigurationValidator
{
    /// <summary>Throws when something is wrong.</summary>
    void ValidateConfiguration();
}
