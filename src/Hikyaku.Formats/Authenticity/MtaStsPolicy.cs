using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Hikyaku.Formats.Addresses;

namespace Hikyaku.Formats.Authenticity;

/// <summary>The policy file of a domain: which hosts may take its mail, and for how long to believe it (RFC 8461 §3.2).</summary>
/// <remarks>Limits: <see cref="MaxOctets"/>, <see cref="MaxHosts"/>.</remarks>
public sealed record MtaStsPolicy
{
    /// <summary>The longest file that is read: RFC 8461 §3.3 names 64 KiB as sensible.</summary>
    public const int MaxOctets = 64 * 1024;

    /// <summary>The most hosts of one policy.</summary>
    public const int MaxHosts = 256;

    // RFC 8461 §3.2: about a year.
    private const long MaxSeconds = 31_557_600;
    private const int MaxDigits = 10;

    private MtaStsPolicy(MtaStsMode mode, TimeSpan maxAge, ImmutableArray<string> hosts) => (Mode, MaxAge, Hosts) = (mode, maxAge, hosts);

    /// <summary>What the domain wants.</summary>
    public MtaStsMode Mode { get; }

    /// <summary>How long the policy holds after it was fetched.</summary>
    public TimeSpan MaxAge { get; }

    /// <summary>Host names in ASCII and lower case; one may start with <c>*.</c>, which stands for one label.</summary>
    public ImmutableArray<string> Hosts { get; }

    /// <summary>Reads a policy file.</summary>
    /// <param name="file">The octets of the file.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="line">The number of the line that is wrong, from 1, or one behind the last when something is missing.</param>
    public static bool TryParse(ReadOnlySpan<byte> file, [NotNullWhen(true)] out MtaStsPolicy? policy, out int line)
    {
        policy = null;
        line = 0;
        if (file.Length > MaxOctets)
        {
            return false;
        }

        var fields = new Fields();
        while (!file.IsEmpty)
        {
            line++;
            var end = file.IndexOf((byte)'\n');
            var text = end < 0 ? file : file[..end];
            file = end < 0 ? [] : file[(end + 1)..];
            if (!fields.TryTake(text.TrimEnd("\r \t"u8)))
            {
                return false;
            }
        }

        line++;
        policy = fields.ToPolicy();
        return policy is not null;
    }

    /// <summary>Whether the policy names a host (RFC 8461 §4.1).</summary>
    /// <param name="host">The name of the MX host, in ASCII and lower case.</param>
    public bool Names(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        foreach (var pattern in Hosts)
        {
            if (Matches(pattern, host))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a pattern, which may start with <c>*.</c> for one label, stands for a host.</summary>
    public static bool Matches(string pattern, string host)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(host);
        var dot = host.IndexOf('.', StringComparison.Ordinal);
        return pattern.StartsWith("*.", StringComparison.Ordinal) ? dot > 0 && host.AsSpan(dot).SequenceEqual(pattern.AsSpan(1)) : pattern == host;
    }

    /// <summary>The policy as a file.</summary>
    public string ToText() => string.Create(
        CultureInfo.InvariantCulture,
        $"version: STSv1\nmode: {Mode.ToString().ToLowerInvariant()}\n{string.Concat(Hosts.Select(h => $"mx: {h}\n"))}max_age: {(long)MaxAge.TotalSeconds}\n");

    /// <inheritdoc/>
    public bool Equals(MtaStsPolicy? other) =>
        other is not null && Mode == other.Mode && MaxAge == other.MaxAge && Hosts.AsSpan().SequenceEqual(other.Hosts.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Mode, MaxAge, Hosts.Length);

    /// <summary>The fields as far as they were read. RFC 8461 §3.2: of a field that comes twice the first counts, unknown ones are skipped.</summary>
    private struct Fields()
    {
        private readonly ImmutableArray<string>.Builder _hosts = ImmutableArray.CreateBuilder<string>();
        private bool _hasVersion;
        private MtaStsMode? _mode;
        private long? _seconds;

        public bool TryTake(ReadOnlySpan<byte> line)
        {
            if (line.IsEmpty)
            {
                return true;
            }

            var colon = line.IndexOf((byte)':');
            if (colon <= 0)
            {
                return false;
            }

            var value = line[(colon + 1)..].Trim(" \t"u8);
            var name = line[..colon].Trim(" \t"u8);
            return name switch
            {
                _ when name.SequenceEqual("version"u8) => TakeVersion(value),
                _ when name.SequenceEqual("mode"u8) => TakeMode(value),
                _ when name.SequenceEqual("max_age"u8) => TakeMaxAge(value),
                _ when name.SequenceEqual("mx"u8) => TakeHost(value),
                _ => true,
            };
        }

        public readonly MtaStsPolicy? ToPolicy() =>
            _hasVersion && _mode is { } mode && _seconds is { } seconds && (mode == MtaStsMode.None || _hosts.Count > 0)
                ? new MtaStsPolicy(mode, TimeSpan.FromSeconds(seconds), _hosts.ToImmutable()) : null;

        private bool TakeVersion(ReadOnlySpan<byte> value)
        {
            _hasVersion |= value.SequenceEqual("STSv1"u8);
            return _hasVersion;
        }

        private bool TakeMode(ReadOnlySpan<byte> value)
        {
            MtaStsMode? mode = value.SequenceEqual("enforce"u8) ? MtaStsMode.Enforce
                : value.SequenceEqual("testing"u8) ? MtaStsMode.Testing
                : value.SequenceEqual("none"u8) ? MtaStsMode.None
                : null;
            _mode ??= mode;
            return _mode is not null;
        }

        private bool TakeMaxAge(ReadOnlySpan<byte> value)
        {
            if (_seconds is not null)
            {
                return true;
            }

            if (value.IsEmpty || value.Length > MaxDigits || value.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            {
                return false;
            }

            _seconds = Math.Min(long.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture), MaxSeconds);
            return true;
        }

        private readonly bool TakeHost(ReadOnlySpan<byte> value)
        {
            var isWild = value.StartsWith("*."u8);
            if (_hosts.Count == MaxHosts || !DomainName.TryNormalize(Encoding.UTF8.GetString(isWild ? value[2..] : value).TrimEnd('.'), out var host))
            {
                return false;
            }

            _hosts.Add(isWild ? $"*.{host}" : host);
            return true;
        }
    }
}
