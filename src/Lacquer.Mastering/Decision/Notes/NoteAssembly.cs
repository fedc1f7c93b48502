namespace Lacquer.Mastering.Decision.Notes;

/// <summary>Puts the clauses of a note together: stretches of time that hold for several, degrees for all, and contradictions.</summary>
internal static class NoteAssembly
{
    public static NoteReading Assemble(NoteReading reading, IReadOnlyList<ClauseGroup> groups)
    {
        var moves = new List<NoteMove>();
        var questions = new List<NoteQuestion>();
        var refusals = new List<NoteRefusal>();
        var pending = new List<NoteClause>(); // in the chorus, …
        bool heard = false;
        bool goesBack = false;
        bool used = false;
        foreach (ClauseGroup group in groups)
        {
            NoteClause[] clauses = Shared(group.Clauses);
            for (int i = 0; i < clauses.Length; i++)
            {
                NoteClause clause = clauses[i];
                heard |= clause.Subject.Length > 0;
                goesBack |= clause.GoesBack;
                if (clause.IsOnlySection)
                {
                    Extend(clause, clauses, moves, pending, ref used);
                    continue;
                }

                questions.AddRange(clause.Questions);
                refusals.AddRange(clause.Refusals);
                if (clause.DegreeForAll is { } degree)
                {
                    moves = moves.ConvertAll(move => move is { Degree: 1, Amount: null } && move.Sign != 0 ? move with { Degree = degree } : move);
                }

                bool somewhere = clause.Section is null && pending.Count > 0 && clause.Moves.Count > 0;
                used |= somewhere || (pending.Count > 0 && clause.Questions.Count + clause.Refusals.Count > 0);
                if (clause.Section is not null && clause.Moves.Count > 0 && i > 0 && clauses[i - 1].IsOnlySection && pending.Contains(clauses[i - 1]))
                {
                    // The verses and the bridge darker.
                    moves.AddRange(clauses.Take(i).Where(pending.Contains).SelectMany(where => clause.Moves.Select(move => move with { Section = where.Section })));
                    used = true;
                }

                moves.AddRange(somewhere ? pending.SelectMany(where => clause.Moves.Select(move => move with { Section = where.Section })) : clause.Moves);
            }

            if (group.EndsSentence)
            {
                Drop(pending, used, questions);
                used = false;
            }
        }

        Drop(pending, used, questions);
        moves = Merged(moves, questions);
        if (moves.Count + questions.Count + refusals.Count == 0 && !goesBack)
        {
            string text = reading.Text.Trim();
            questions.Add(heard || text.Any(char.IsAsciiLetter) ? NoteAnswers.What(text, "", null) : NoteAnswers.Empty());
        }

        return reading with { Moves = moves, GoesBack = goesBack, Questions = questions, Refusals = refusals };
    }

    /// <summary>In the verse and the chorus: the wishes of the group so far, there too; without any, for what follows.</summary>
    private static void Extend(NoteClause clause, IReadOnlyList<NoteClause> group, List<NoteMove> moves, List<NoteClause> pending, ref bool used)
    {
        NoteClause? before = group.TakeWhile(other => !ReferenceEquals(other, clause)).LastOrDefault(other => other.Moves.Count > 0 && other.Section is not null);
        if (before is not null)
        {
            moves.AddRange(before.Moves.Select(move => move with { Section = clause.Section }));
            return;
        }

        if (used)
        {
            pending.Clear();
            used = false;
        }

        pending.Add(clause);
    }

    /// <summary>A stretch of which nothing was said is asked about.</summary>
    private static void Drop(List<NoteClause> pending, bool used, List<NoteQuestion> questions)
    {
        if (!used)
        {
            questions.AddRange(pending.Select(clause => NoteAnswers.What(clause.Subject, clause.Subject, null)));
        }

        pending.Clear();
    }

    /// <summary>Within a group the stretch of one clause holds for those before it, and after it until another one.</summary>
    private static NoteClause[] Shared(IReadOnlyList<NoteClause> clauses)
    {
        NoteClause[] shared = [.. clauses];
        NoteSection? where = null;
        for (int i = 0; i < shared.Length; i++)
        {
            where = shared[i].IsOnlySection ? null : shared[i].Section ?? where;
            shared[i] = Placed(shared[i], where);
        }

        where = null;
        for (int i = shared.Length - 1; i >= 0; i--)
        {
            where = shared[i].IsOnlySection ? null : shared[i].Section ?? where;
            shared[i] = Placed(shared[i], where);
        }

        return shared;
    }

    private static NoteClause Placed(NoteClause clause, NoteSection? where) =>
        where is null || clause.Section is not null || clause.Moves.Any(move => move.Direction is NoteDirection.Keep or NoteDirection.Set)
            ? clause
            : clause with { Section = where, Moves = [.. clause.Moves.Select(move => move with { Section = where })] };

    /// <summary>Said twice counts once, the stronger; what contradicts itself is asked about instead.</summary>
    private static List<NoteMove> Merged(List<NoteMove> moves, List<NoteQuestion> questions)
    {
        var merged = new List<NoteMove>();
        foreach (NoteMove move in moves)
        {
            int same = merged.FindIndex(other => SameThing(other, move) && other.Direction == move.Direction);
            if (same < 0)
            {
                merged.Add(move);
            }
            else if (move.Degree > merged[same].Degree || move.Amount is not null)
            {
                merged[same] = move;
            }
        }

        foreach (NoteMove move in merged.ToArray())
        {
            NoteMove? against = merged.Find(other => !ReferenceEquals(other, move) && SameThing(other, move) && move.Aspect != NoteAspect.Everything);
            if (against is not null && merged.Contains(move))
            {
                bool keeps = move.Direction == NoteDirection.Keep || against.Direction == NoteDirection.Keep;
                questions.Add(NoteAnswers.Contradiction(NoteLexicon.Default.Find(move.Aspect), move.Aspect, keeps, move.Section));
                merged.RemoveAll(other => SameThing(other, move));
            }
        }

        return merged;
    }

    private static bool SameThing(NoteMove a, NoteMove b) =>
        (a.Aspect, a.Target, a.FromHz, a.ToHz) == (b.Aspect, b.Target, b.FromHz, b.ToHz) && Equals(a.Section, b.Section);
}
