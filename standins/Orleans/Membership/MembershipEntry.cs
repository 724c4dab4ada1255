using Orleans.Runtime;

namespace Orleans
{
    /// <summary>One silo of a cluster.</summary>
    [GenerateSerializer]
    public sealed class MembershipEntry : IFormattable
    {
        /// <summary>Its address.</summary>
        [Id(0)]
        public SiloAddress SiloAddress { get; set; } = null!;   // set by whoever makes one, as in the real class

        /// <summary>Its status.</summary>
        [Id(1)]
        public SiloStatus Status { get; set; }

        /// <summary>Who suspects it, and since when.</summary>
        [Id(2)]
        public List<Tuple<SiloAddress, DateTime>>? SuspectTimes { get; set; }

        /// <summary>The port for clients, 0 for none.</summary>
        [Id(3)]
        public int ProxyPort { get; set; }

        /// <summary>The machine's name.</summary>
        [Id(4)]
        public string HostName { get; set; } = null!;   // set by whoever makes one, as in the real class

        /// <summary>The silo's name.</summary>
        [Id(5)]
        public string SiloName { get; set; } = null!;   // set by whoever makes one, as in the real class

        /// <summary>Unused here.</summary>
        [Id(6)]
        public string? RoleName { get; set; }

        /// <summary>Unused here.</summary>
        [Id(7)]
        public int UpdateZone { get; set; }

        /// <summary>Unused here.</summary>
        [Id(8)]
        public int FaultZone { get; set; }

        /// <summary>When it started, in UTC.</summary>
        [Id(9)]
        public DateTime StartTime { get; set; }

        /// <summary>When it last said that it is alive, in UTC.</summary>
        [Id(10)]
        public DateTime IAmAliveTime { get; set; }

        /// <summary>Notes who suspects it.</summary>
        public void AddSuspector(SiloAddress suspectingSilo, DateTime suspectingTime) =>
            (SuspectTimes ??= []).Add(Tuple.Create(suspectingSilo, suspectingTime));

        /// <inheritdoc />
        public override string ToString() => $"SiloAddress={SiloAddress} SiloName={SiloName} Status={Status}";

        string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();
    }
}

namespace Orleans.Runtime
{
    /// <summary>The life of a silo.</summary>
    [GenerateSerializer]
    public enum SiloStatus
    {
        /// <summary>Unknown.</summary>
        None = 0,

        /// <summary>Made.</summary>
        Created = 1,

        /// <summary>About to join.</summary>
        Joining = 2,

        /// <summary>Takes calls.</summary>
        Active = 3,

        /// <summary>Stops and finishes its calls.</summary>
        ShuttingDown = 4,

        /// <summary>Stops at once.</summary>
        Stopping = 5,

        /// <summary>Gone.</summary>
        Dead = 6,
    }

    /// <summary>What this silo is.</summary>
    public interface ILocalSiloDetails
    {
        /// <summary>The cluster.</summary>
        string ClusterId { get; }

        /// <summary>The machine's name.</summary>
        string DnsHostName { get; }

        /// <summary>Where clients connect.</summary>
        SiloAddress GatewayAddress { get; }

        /// <summary>The silo's name.</summary>
        string Name { get; }

        /// <summary>The silo's address.</summary>
        SiloAddress SiloAddress { get; }
    }
}
