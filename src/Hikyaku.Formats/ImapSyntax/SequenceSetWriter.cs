namespace Hikyaku.Formats.ImapSyntax;

/// <summary>Writes ascending numbers as the shortest sequence-set, as they come; <see cref="Complete"/> ends it.</summary>
public struct SequenceSetWriter(ImapWriter writer)
{
    private uint _first;
    private uint _last;
    private bool _hasWritten;

    /// <summary>Writes all numbers of an ascending list.</summary>
    public static void Write(ImapWriter writer, IEnumerable<uint> numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        var set = new SequenceSetWriter(writer);
        foreach (var number in numbers)
        {
            set.Add(number);
        }

        set.Complete();
    }

    /// <summary>Adds the next number. One that does not follow the last begins a new range, so that any order is kept.</summary>
    public void Add(uint number)
    {
        if (_first != 0 && number == _last + 1)
        {
            _last = number;
            return;
        }

        Complete();
        (_first, _last) = (number, number);
    }

    /// <summary>Writes what is still held.</summary>
    public void Complete()
    {
        if (_first == 0)
        {
            return;
        }

        if (_hasWritten)
        {
            writer.Raw((byte)',');
        }

        writer.Number(_first);
        if (_last > _first)
        {
            writer.Raw((byte)':');
            writer.Number(_last);
        }

        _hasWritten = true;
        _first = 0;
    }
}
