using Microsoft.Extensions.Options;

namespace OrleansSync.Postgres.Tables;

/// <summary>Checks each option against its range.</summary>
[OptionsValidator]
internal sealed partial class TableOptionsValidator : IValidateOptions<TableOptions>;
