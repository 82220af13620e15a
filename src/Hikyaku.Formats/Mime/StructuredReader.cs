namespace Hikyaku.Formats.Mime;

/// <summary>Reads tokens, quoted strings and comments of a structured field; lenient and without failure.</summary>
internal ref struct StructuredReader(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> _rest = text;

    /// <summary>The next token (RFC 2045 §5.1; octets above 127 are taken too); empty when something else comes.</summary>
    public ReadOnlySpan<byte> Token()
    {
        SkipSpace();
        var length = 0;
        while (length < _rest.Length && IsTokenOctet(_rest[length]))
        {
            length++;
        }

        var token = _rest[..length];
        _rest = _rest[length..];
        return token;
    }

    /// <summary>A quoted string, unquoted, or everything up to the next semicolon or space.</summary>
    public byte[] Value()
    {
        SkipSpace();
        if (_rest.Length > 0 && _rest[0] == '"')
        {
            return Quoted();
        }

        var length = _rest.IndexOfAny("; \t("u8);
        length = length < 0 ? _rest.Length : length;
        var value = _rest[..length].ToArray();
        _rest = _rest[length..];
        return value;
    }

    public bool Skip(byte octet)
    {
        SkipSpace();
        if (_rest.Length == 0 || _rest[0] != octet)
        {
            return false;
        }

        _rest = _rest[1..];
        return true;
    }

    /// <summary>Goes behind the next such octet, over whatever else comes; false when there is none.</summary>
    public bool SkipPast(byte octet)
    {
        while (_rest.Length > 0)
        {
            SkipSpace();
            if (Skip(octet))
            {
                return true;
            }

            if (_rest.Length > 0 && _rest[0] == '"')
            {
                Quoted();
            }
            else if (_rest.Length > 0)
            {
                _rest = _rest[1..];
            }
        }

        return false;
    }

    private byte[] Quoted()
    {
        var value = new List<byte>();
        var at = 1;
        for (; at < _rest.Length && _rest[at] != '"'; at++)
        {
            if (_rest[at] == '\\' && at + 1 < _rest.Length)
            {
                at++;
            }

            value.Add(_rest[at]);
        }

        _rest = at < _rest.Length ? _rest[(at + 1)..] : [];
        return [.. value];
    }

    private void SkipSpace()
    {
        var depth = 0;
        while (_rest.Length > 0)
        {
            var octet = _rest[0];
            if (octet == '(')
            {
                depth++;
            }
            else if (octet == ')' && depth > 0)
            {
                depth--;
            }
            else if (octet == '\\' && depth > 0 && _rest.Length > 1)
            {
                _rest = _rest[1..];
            }
            else if (depth == 0 && octet is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                return;
            }

            _rest = _rest[1..];
        }
    }

    private static bool IsTokenOctet(byte octet) => octet > ' ' && octet != 0x7f && "()<>@,;:\\\"/[]?="u8.IndexOf(octet) < 0;
}
