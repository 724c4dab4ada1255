using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using OrleansSync.Emulator.Faults;
using OrleansSync.Emulator.Hosting;
using OrleansSync.Emulator.Throttling;

namespace OrleansSync.Emulator.Control;

/// <summary>The JSON of the control API.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Asked))]
[JsonSerializable(typeof(BudgetChange))]
[JsonSerializable(typeof(BudgetView))]
[JsonSerializable(typeof(BinItem[]))]
[JsonSerializable(typeof(ClockChange))]
[JsonSerializable(typeof(ClockView))]
[JsonSerializable(typeof(CountersView))]
[JsonSerializable(typeof(EmulatorSwitches))]
[JsonSerializable(typeof(Expiry))]
[JsonSerializable(typeof(FaultRule))]
[JsonSerializable(typeof(FaultView))]
[JsonSerializable(typeof(FaultView[]))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(SiteForm))]
[JsonSerializable(typeof(StateView))]
[JsonSerializable(typeof(TrafficEntry))]
internal sealed partial class EmulatorJson : JsonSerializerContext;
