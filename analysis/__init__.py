"""The space-cooperation workbook: from news pages to a timeline whose every dot leads back to the page.

Data flows one way, as tables: inputs -> articles -> language -> dates, entities -> events -> charts, export -> explore;
the public record (chronology) is only compared with events.
"""
