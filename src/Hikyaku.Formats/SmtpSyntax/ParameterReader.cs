using System.Text;

namespace Hikyaku.Formats.SmtpSyntax;

/// <summary>The parameters behind a path, one by one (RFC 5321 §4.1.2 Mail-parameters). It points into the command line.</summary>
internal ref struct ParameterReader(ReadOnlySpan<byte> argument, int position)
{
    private readonly ReadOnlySpan<byte> _argument = argument;
    private int _next = position;

    /// <summary>Where the current parameter starts.</summary>
    public int Position { get; private set; }

    /// <summary>The keyword as it came.</summary>
    public ReadOnlySpan<byte> Keyword { get; private set; }

    /// <summary>What follows the equals sign.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Whether there is an equals sign.</summary>
    public bool HasValue { get; private set; }

    public readonly string Name => Encoding.ASCII.GetString(Keyword);

    public bool Read()
    {
        while (_next < _argument.Length && _argument[_next] == ' ')
        {
            _next++;
        }

        if (_next == _argument.Length)
        {
            return false;
        }

        Position = _next;
        var rest = _argument[_next..];
        var length = rest.IndexOf((byte)' ') is var end && end >= 0 ? end : rest.Length;
        _next += length;
        var equals = rest[..length].IndexOf((byte)'=');
        HasValue = equals >= 0;
        Keyword = rest[..(HasValue ? equals : length)];
        Value = HasValue ? rest[(equals + 1)..length] : default;
        return true;
    }

    public readonly bool Is(string keyword) => Ascii.EqualsIgnoreCase(Keyword, keyword);

    public readonly bool ValueIs(string value) => Ascii.EqualsIgnoreCase(Value, value);

    public readonly SmtpSyntaxError Error(SmtpSyntaxProblem problem) => new(problem, Position, Name);
}
